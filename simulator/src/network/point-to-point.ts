// 10.255.0.0/16 cut into /31s: room for 32,768 CNIs at a time.
const subnets = 32_768;

/** The two ends of a CNI's /31: `p2p_ip` is Cloudflare's, `cust_ip` the customer's. */
export interface PointToPoint {
  readonly p2p_ip: string;
  readonly cust_ip: string;
}

function address(host: number): string {
  return `10.255.${host >> 8}.${host & 255}`;
}

/** The addresses of both ends, without the length of their prefix. */
export function endsOf({ p2p_ip, cust_ip }: PointToPoint): string[] {
  return [p2p_ip, cust_ip].map((end) => end.replace(/\/.*/, ""));
}

/** The lowest /31 of which neither end is in use, if one is left. */
export function freePointToPoint(used: ReadonlySet<string>): PointToPoint | undefined {
  for (let subnet = 0; subnet < subnets; subnet += 1) {
    const [cloudflare, customer] = [address(subnet * 2), address(subnet * 2 + 1)];
    if (!used.has(cloudflare) && !used.has(customer)) {
      return { p2p_ip: `${cloudflare}/31`, cust_ip: `${customer}/31` };
    }
  }
  return undefined;
}
