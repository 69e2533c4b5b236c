// 10.255.0.0/16 has 32,768 subnets of size /31.
const subnets = 32_768;

/** Both ends of a CNI's /31: `p2p_ip` is Cloudflare's, `cust_ip` the customer's. */
export interface PointToPoint {
  readonly p2p_ip: string;
  readonly cust_ip: string;
}

function address(host: number): string {
  return `10.255.${host >> 8}.${host & 255}`;
}

/** Returns the addresses of both ends, without their prefix length. */
export function endsOf({ p2p_ip, cust_ip }: PointToPoint): string[] {
  return [p2p_ip, cust_ip].map((end) => end.replace(/\/.*/, ""));
}

/** Returns the lowest /31 with both ends free, or `undefined` if none is left. */
export function findFreePointToPoint(used: ReadonlySet<string>): PointToPoint | undefined {
  for (let subnet = 0; subnet < subnets; subnet += 1) {
    const [cloudflare, customer] = [address(subnet * 2), address(subnet * 2 + 1)];
    if (!used.has(cloudflare) && !used.has(customer)) {
      return { p2p_ip: `${cloudflare}/31`, cust_ip: `${customer}/31` };
    }
  }
  return undefined;
}
