import { useSimulator } from "../testing/use-simulator";
import { request } from "../testing/v4";

const bench = useSimulator({ readOnlyToken: "reads-only" });

test("both verify endpoints report the token as active", async () => {
  const { cloudflare, account } = bench();
  const verified = await cloudflare.user.tokens.verify();
  expect(verified).toEqual({ id: expect.stringMatching(/^[0-9a-f]{32}$/), status: "active" });
  expect(await cloudflare.accounts.tokens.verify(account)).toEqual(verified);
});

test("a read-only token is active and has an id of its own", async () => {
  const { cloudflare } = bench();
  const { id, status } = await cloudflare
    .withOptions({ apiToken: "reads-only" })
    .user.tokens.verify();
  expect(status).toBe("active");
  expect(id).not.toBe((await cloudflare.user.tokens.verify()).id);
});

test("the verify endpoints refuse invalid tokens and keys", async () => {
  const { cloudflare, simulator } = bench();
  const wrong = cloudflare.withOptions({ apiToken: "wrong" });
  await expect(wrong.user.tokens.verify()).rejects.toMatchObject({ status: 401 });
  const key = { "x-auth-key": simulator.token, "x-auth-email": "ops@example.com" };
  const answer = await fetch(`${simulator.baseUrl}/user/tokens/verify`, { headers: key });
  expect(answer.status).toBe(401);
  expect((await request(bench(), "POST", "/tokens/verify")).status).toBe(405);
});
