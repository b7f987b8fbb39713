-- Adds an entry to a log, drops what is too much of it, and puts its end off.
-- KEYS: the log. ARGV: how many entries are kept at least, for how long in milliseconds, the entry. Answers: the entry's id.
local id = redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[1], '*', 'e', ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return id
