/** Simulated account of the demo, accessed over HTTP like a Cloudflare account. */
import type { Simulator } from "cloudflare-cni-simulator";

export class DemoAccount {
  constructor(private readonly simulator: Simulator) {}

  /** Environment of a Pulumi program that manages this account. */
  get environment(): Record<string, string> {
    return {
      CLOUDFLARE_BASE_URL: this.simulator.baseUrl,
      CLOUDFLARE_ACCOUNT_ID: this.simulator.accountId,
      CLOUDFLARE_API_TOKEN: this.simulator.token,
    };
  }

  /** Returns a free 10G slot at a facility. */
  async freeSlot(facility: string): Promise<string> {
    const response = await this.get("/slots?occupied=false&speed=10G&limit=1000");
    const { items }: { items: { id: string; facility: { name: string } }[] } = JSON.parse(
      await response.text(),
    );
    const slot = items.find((item) => item.facility.name === facility);
    if (slot === undefined) throw new Error(`${facility} has no free 10G slot.`);
    return slot.id;
  }

  /** Returns the Letter of Authorization of a port as PDF. */
  async letter(interconnect: string): Promise<Buffer> {
    const response = await this.get(`/interconnects/${interconnect}/loa`);
    return Buffer.from(await response.arrayBuffer());
  }

  private async get(path: string): Promise<Response> {
    const { baseUrl, accountId, token } = this.simulator;
    const response = await fetch(`${baseUrl}/accounts/${accountId}/cni${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    if (!response.ok) throw new Error(`${response.status} from ${path}`);
    return response;
  }
}
