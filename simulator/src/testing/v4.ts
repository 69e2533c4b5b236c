import { failureIn } from "./envelope";
import { type Bench, createCni, orderPort } from "./use-simulator";

type Headers = Readonly<Record<string, string>>;

/** A request to a path under `/accounts/{account_id}`, however wrong. */
export function request(
  { simulator: { baseUrl, accountId, token } }: Bench,
  method: string,
  path: string,
  body?: unknown,
  headers: Headers = {},
): Promise<Response> {
  return fetch(`${baseUrl}/accounts/${accountId}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** Status, code and message of a request that has to fail. */
export function refusal(...request_: Parameters<typeof request>) {
  return failureIn(request(...request_));
}

/** A CNI, and the id that Magic knows it by. */
export async function createTunnel(bench: Bench) {
  const port = await orderPort(bench);
  const cni = await createCni(bench, port);
  const id = (await bench.simulator.control.state()).tunnels[cni.id]?.id ?? "";
  return { port, cni, id };
}
