-- The marks of tags. A tag that has none gets the one that is offered.
-- KEYS: the marks, of one slot. ARGV: a fresh mark, for how long it is kept in milliseconds. Answers: the marks.
local out = {}
for i, key in ipairs(KEYS) do
  local mark = redis.call('GET', key)
  if mark then
    redis.call('PEXPIRE', key, ARGV[2])
  else
    mark = ARGV[1]
    redis.call('SET', key, mark, 'PX', ARGV[2])
  end
  out[i] = mark
end
return out
