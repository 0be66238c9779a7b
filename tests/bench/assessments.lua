-- wrk: POST the facts of one invented person after the other, or none. BENCH_PATH is the endpoint, BENCH_BODIES a
-- file with one request body a line (tests/bench/assessments.sh writes it).
local bodies = {}
for line in io.lines(os.getenv("BENCH_BODIES")) do bodies[#bodies + 1] = line end
local n = 0
request = function()
  n = n % #bodies + 1
  return wrk.format("POST", os.getenv("BENCH_PATH"), { ["Content-Type"] = "application/json" }, bodies[n])
end
done = function(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("%s: %.0f requests/s, p50 %.2f ms, p99 %.2f ms, %.0f kB an answer, %d errors\n",
    os.getenv("BENCH_PATH"), summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000,
    latency:percentile(99) / 1000, summary.bytes / math.max(summary.requests, 1) / 1000,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
