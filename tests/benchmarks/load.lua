-- For wrk: sends the requests of a file in turn, and prints in one line what came of them. load.py writes the file: whole
-- requests with \30 between them, in which @ADDRESS@ becomes a network address and @NUMBER@@@ ten digits, others each time.

local requests, turn = {}, 0

function init(arguments)
  if not arguments[1] then return end
  -- Where the round before ended: who comes now has never been here.
  turn = tonumber(arguments[2])
  local file = assert(io.open(arguments[1], "rb"))
  for text in file:read("*a"):gmatch("[^\30]+") do
    table.insert(requests, { text, text:find("@ADDRESS@", 1, true) or text:find("@NUMBER@@@", 1, true) })
  end
  file:close()

  request = function()
    local text, is_made = unpack(requests[turn % #requests + 1])
    if is_made then
      local high, middle, low = math.floor(turn / 65536) % 256, math.floor(turn / 256) % 256, turn % 256
      text = text:gsub("@ADDRESS@", string.format("10.%d.%d.%d", high, middle, low))
      text = text:gsub("@NUMBER@@@", string.format("%010d", turn))
    end
    turn = turn + 1
    return text
  end
end

function done(summary, latency, _)
  local errors = summary.errors
  print(string.format("loaded %d %d %d %d", summary.requests, summary.duration, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout))
end
