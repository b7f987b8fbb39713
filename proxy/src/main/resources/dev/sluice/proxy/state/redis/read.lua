-- Reads on in a log.
-- KEYS: the log. ARGV: the id behind which, how many. Answers: the entries, each its id and its field.
local function before(one, other)
  local a, b = string.match(one, '(%d+)-(%d+)')
  local c, d = string.match(other, '(%d+)-(%d+)')
  return tonumber(a) < tonumber(c) or (tonumber(a) == tonumber(c) and tonumber(b) < tonumber(d))
end

local after = ARGV[1]
local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)
if #last == 0 then
  return {}
end
if before(last[1][1], after) then
  after = '0-0' -- It has begun anew, when the clock had been set back.
end
local found = redis.call('XREAD', 'COUNT', ARGV[2], 'STREAMS', KEYS[1], after)
return found and found[1][2] or {}
