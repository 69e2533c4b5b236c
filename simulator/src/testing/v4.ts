import { failureIn } from "./envelope";
import { type Bench, createCni, orderPort } from "./use-simulator";

type Headers = Readonly<Record<string, string>>;

/** Sends a valid or invalid request to a path under `/accounts/{account_id}`. */
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

/** Sends a request that must fail, and returns status, code and message. */
export function refusal(...request_: Parameters<typeof request>) {
  return failureIn(request(...request_));
}

/** Creates a CNI and returns it with its port and its tunnel id. */
export async function createTunnel(bench: Bench) {
  const port = await orderPort(bench);
  const cni = await createCni(bench, port);
  const id = (await bench.simulator.control.state()).tunnels[cni.id]?.id ?? "";
  return { port, cni, id };
}
