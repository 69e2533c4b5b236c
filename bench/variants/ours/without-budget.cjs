// Disables the package's rate limit. With more than 100 ports, measurements would otherwise include the wait for
// Cloudflare's limit of 1,200 requests in five minutes.
const { RequestLimiter } = require("../../../provider/dist/api/limiter.js");
const { PollSchedule } = require("../../../provider/dist/run/poll-schedule.js");

RequestLimiter.prototype.take = async () => {};
RequestLimiter.prototype.waitFor = () => 0;
PollSchedule.prototype.request = async () => {};
