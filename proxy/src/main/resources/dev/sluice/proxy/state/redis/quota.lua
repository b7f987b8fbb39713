-- Counts for quotas: any number of operations on accounts of one slot, in one step.
--
-- An account is a hash: 's<end>' and 'h<end>' are amounts that were spent, or are held, and count until that moment (milliseconds
-- of this server's clock); S and H are their sums, n is the first moment at which any of them ends (or earlier), x and y are the
-- last of each kind, l is the longest lease. So an operation looks at six fields, and at all of them only when something ends.
--
-- KEYS: the accounts; behind them, if something is settled, the number of the last settling of that sender.
-- ARGV: number of this settling (0: nothing is settled), where the settlings end, then the operations:
--   S n (account until taken end spent)*n               give back what was held, count what was spent
--   R lease n (account amount max hard kind a b)*n      hold all of it, or nothing
--   L n (account max kind a b)*n                        look
--   W lease n (account until amount kind end)*n         hold for another lease
-- Kinds: r, rolling, a = step, b = length; c, calendar, a = begin, b = end; h, only while it is held.
-- Answers: this server's time, then for each operation: S nothing; R 1 granted, 0 refused, -1 the calendar has moved on, and for
-- each account spent held fits reset retry until; L the same without the first; W 1 or 0, and for each account until.

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local out = { now }
local accounts = {}
local at = 3

local function arg()
  at = at + 1
  return ARGV[at - 1]
end

local function number()
  return tonumber(arg())
end

local function text(value)
  return string.format('%.0f', value)
end

local function ending(kind, a, b)
  if kind == 'r' then
    return (math.floor(now / a) + 1) * a + b
  end
  return kind == 'c' and b or now
end

local function leased(lease)
  local step = math.max(1, math.floor(lease / 8))
  return (math.floor((now + lease - 1) / step) + 1) * step
end

local function earlier(one, other)
  return (one == 0 or other < one) and other or one
end

-- Amounts that were not written yet go into the hash.
local function write(account)
  if not account.changed then
    return
  end
  account.changed = false
  account.list = nil
  for field, amount in pairs(account.delta) do
    if amount ~= 0 and redis.call('HINCRBY', account.key, field, text(amount)) <= 0 then
      redis.call('HDEL', account.key, field)
    end
  end
  account.delta = {}
  if account.S + account.H <= 0 then
    redis.call('DEL', account.key)
    account.S, account.H, account.n, account.x, account.y, account.kept = 0, 0, 0, 0, 0, 0
    return
  end
  redis.call('HSET', account.key, 'S', text(account.S), 'H', text(account.H), 'n', text(account.n), 'x', text(account.x),
    'y', text(account.y), 'l', text(account.l))
  local last = math.max(account.x, account.y)
  if last ~= account.kept then
    account.kept = last
    redis.call('PEXPIREAT', account.key, text(last + 1000))
  end
end

-- All amounts: a list of {end, amount, kind}, the first to end first.
local function entries(account)
  write(account)
  if account.list then
    return account.list
  end
  local all = redis.call('HGETALL', account.key)
  local list = {}
  for i = 1, #all, 2 do
    local kind = string.sub(all[i], 1, 1)
    if #all[i] > 1 then
      list[#list + 1] = { tonumber(string.sub(all[i], 2)), tonumber(all[i + 1]), kind }
    end
  end
  table.sort(list, function(one, other) return one[1] < other[1] end)
  account.list = list
  return list
end

local function add(account, kind, stop, amount)
  if amount == 0 then
    return
  end
  local field = kind .. text(stop)
  account.delta[field] = (account.delta[field] or 0) + amount
  account.changed = true
  account.n = earlier(account.n, stop)
  if kind == 's' then
    account.S = account.S + amount
    account.x = math.max(account.x, stop)
  else
    account.H = account.H + amount
    account.y = math.max(account.y, stop)
  end
end

-- Forgets what has ended; what would end later than anything can, because the clock was set back, ends at the latest.
local function sweep(account, latest, latestHeld)
  local list = entries(account)
  account.S, account.H, account.n, account.x, account.y = 0, 0, 0, 0, 0
  account.changed, account.list = true, nil
  for _, entry in ipairs(list) do
    local most = entry[3] == 's' and latest or latestHeld
    local stop = math.min(entry[1], most)
    if stop ~= entry[1] or stop <= now then
      redis.call('HDEL', account.key, entry[3] .. text(entry[1]))
      if stop > now then
        add(account, entry[3], stop, entry[2])
      end
    else
      add(account, entry[3], stop, entry[2])
      account.delta[entry[3] .. text(stop)] = account.delta[entry[3] .. text(stop)] - entry[2]
    end
  end
end

local function find(i)
  local account = accounts[i]
  if not account then
    local is = redis.call('HMGET', KEYS[i], 'S', 'H', 'n', 'x', 'y', 'l')
    account = {
      key = KEYS[i], delta = {}, S = tonumber(is[1] or 0), H = tonumber(is[2] or 0), n = tonumber(is[3] or 0),
      x = tonumber(is[4] or 0), y = tonumber(is[5] or 0), l = tonumber(is[6] or 0)
    }
    account.kept = math.max(account.x, account.y)
    accounts[i] = account
  end
  return account
end

-- The account as it is now, for a window that ends at 'latest' if something is spent now.
local function current(i, kind, latest)
  local account = find(i)
  local latestHeld = now + math.floor(account.l * 9 / 8) + 1 -- No lease ends later, however it was rounded.
  if kind ~= 'h' then
    latestHeld = math.min(latestHeld, latest)
  end
  if (account.n > 0 and account.n <= now) or account.x > latest or account.y > latestHeld then
    sweep(account, latest, latestHeld)
  end
  return account
end

-- What ended is forgotten; of no window in particular.
local function settled(i)
  local account = find(i)
  if account.n > 0 and account.n <= now then
    sweep(account, math.huge, math.huge)
  end
  return account
end

local function take(account, stop, amount)
  if amount == 0 or stop <= now or account.H == 0 then
    return
  end
  local last = math.min(stop, account.y)
  local field = 'h' .. text(last)
  local held = tonumber(redis.call('HGET', account.key, field) or 0) + (account.delta[field] or 0)
  local taken = math.min(held, amount)
  if taken > 0 then
    account.delta[field] = (account.delta[field] or 0) - taken
    account.H = account.H - taken
    account.changed = true
    if taken == held then
      account.n = 1 -- What was the first or the last to end may not be any more: looked at when next asked.
    end
  end
end

-- When at most 'room' counts, if nothing is added; -1 for never.
local function retry(account, room)
  if room < 0 then
    return -1
  end
  local list = entries(account)
  local counts = account.S + account.H
  for _, entry in ipairs(list) do
    counts = counts - entry[2]
    if counts <= room then
      return entry[1] - now
    end
  end
  return -1
end

-- What is held will be spent, and then counts until the window of now ends, not the lease.
local function reset(account, ends)
  local last = math.max(account.x, account.y)
  if account.H > 0 and ends < math.huge then
    last = math.max(last, ends)
  end
  return account.S + account.H == 0 and 0 or math.max(0, last - now)
end

local function tell(account, fits, max, wanted, stop, ends)
  out[#out + 1] = account.S
  out[#out + 1] = account.H
  out[#out + 1] = fits and 1 or 0
  out[#out + 1] = reset(account, ends)
  out[#out + 1] = fits and 0 or retry(account, max - wanted)
  out[#out + 1] = stop
end

local function reserve()
  local lease, count = number(), number()
  local charges, granted, stale = {}, true, false
  for i = 1, count do
    local charge = { i = number(), amount = number(), max = number(), hard = arg() == '1', kind = arg() }
    local a, b = number(), number()
    stale = stale or (charge.kind == 'c' and (now < a or now >= b))
    charge.stop = ending(charge.kind, a, b)
    charges[i] = charge
  end
  if stale then
    out[#out + 1] = -1
    return
  end
  for _, charge in ipairs(charges) do
    charge.account = current(charge.i, charge.kind, charge.stop)
    charge.fits = charge.account.S + charge.account.H + charge.amount <= charge.max
    granted = granted and (charge.fits or not charge.hard)
  end
  out[#out + 1] = granted and 1 or 0
  for _, charge in ipairs(charges) do
    local stop = 0
    if granted then
      stop = leased(lease)
      if charge.kind ~= 'h' then
        stop = math.min(stop, charge.stop)
      end
      if lease > charge.account.l then
        charge.account.l = lease
        charge.account.changed = charge.amount > 0
      end
      add(charge.account, 'h', stop, charge.amount)
    end
    charge.until_ = stop
  end
  for _, charge in ipairs(charges) do
    tell(charge.account, charge.fits, charge.max, granted and 0 or charge.amount, charge.until_, charge.stop)
  end
end

local function look()
  for _ = 1, number() do
    local i, max, kind, a, b = number(), number(), arg(), number(), number()
    local stop = ending(kind, a, b)
    if kind == 'c' and (now < a or now >= b) then
      stop = math.huge -- Not the calendar's stretch that it is now: nothing can be said of what ends too late.
    end
    local account = current(i, kind, stop)
    tell(account, account.S + account.H <= max, max, 0, 0, stop)
  end
end

local function settle()
  for _ = 1, number() do
    local account = settled(number())
    local stop, taken, ends, spent = number(), number(), number(), number()
    take(account, stop, taken)
    if ends > now then
      add(account, 's', ends, spent)
    end
  end
end

local function renew()
  local lease, count = number(), number()
  local place, held = #out + 1, true
  out[place] = 1
  for _ = 1, count do
    local account = settled(number())
    local stop, amount, kind, ends = number(), number(), arg(), number()
    if stop <= now then
      held = held and kind ~= 'h' and ends <= now
    else
      take(account, stop, amount)
      stop = kind == 'h' and leased(lease) or math.min(leased(lease), ends)
      account.l = math.max(account.l, lease)
      add(account, 'h', stop, amount)
    end
    out[#out + 1] = stop
  end
  out[place] = held and 1 or 0
end

local settling, first = tonumber(ARGV[1]), tonumber(ARGV[2])
if settling > 0 then
  if tonumber(redis.call('GET', KEYS[#KEYS]) or 0) >= settling then
    at = first
  else
    redis.call('SET', KEYS[#KEYS], ARGV[1], 'PX', 3600000)
  end
end

local operations = { S = settle, R = reserve, L = look, W = renew }
while at <= #ARGV do
  operations[arg()]()
end
for _, account in pairs(accounts) do
  write(account)
end
return out
