import { isLoopback } from "./loopback";

describe("isLoopback", () => {
  it.each([
    "http://localhost:8787/client/v4",
    "http://LOCALHOST",
    "http://127.0.0.1:8787",
    "http://127.255.255.254",
    "http://127.1",
    "http://[::1]:8787",
    "http://[0:0:0:0:0:0:0:1]",
  ])("accepts the host name of %s", (url) => {
    expect(isLoopback(new URL(url).hostname)).toBe(true);
  });

  it.each([
    "https://api.cloudflare.com/client/v4",
    "http://localhost.example.com",
    "http://example.localhost",
    "http://127.0.0.1.example.com",
    "http://128.0.0.1",
    "http://10.127.0.0",
    "http://0.0.0.0",
    "http://[::]",
    "http://[::ffff:127.0.0.1]",
  ])("rejects the host name of %s", (url) => {
    expect(isLoopback(new URL(url).hostname)).toBe(false);
  });
});
