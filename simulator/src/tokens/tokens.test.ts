import { useSimulator } from "../testing/use-simulator";
import { request } from "../testing/v4";

const bench = useSimulator({ readOnlyToken: "reads-only" });

test("a token says that it is active, wherever it is verified", async () => {
  const { cloudflare, account } = bench();
  const verified = await cloudflare.user.tokens.verify();
  expect(verified).toEqual({ id: expect.stringMatching(/^[0-9a-f]{32}$/), status: "active" });
  expect(await cloudflare.accounts.tokens.verify(account)).toEqual(verified);
});

test("a token that only reads is another one, and active as well", async () => {
  const { cloudflare } = bench();
  const { id, status } = await cloudflare
    .withOptions({ apiToken: "reads-only" })
    .user.tokens.verify();
  expect(status).toBe("active");
  expect(id).not.toBe((await cloudflare.user.tokens.verify()).id);
});

test("what is no token is refused", async () => {
  const { cloudflare, simulator } = bench();
  const wrong = cloudflare.withOptions({ apiToken: "wrong" });
  await expect(wrong.user.tokens.verify()).rejects.toMatchObject({ status: 401 });
  const key = { "x-auth-key": simulator.token, "x-auth-email": "ops@example.com" };
  const answer = await fetch(`${simulator.baseUrl}/user/tokens/verify`, { headers: key });
  expect(answer.status).toBe(401);
  expect((await request(bench(), "POST", "/tokens/verify")).status).toBe(405);
});
