/** Letters of Authorization (LOA) as files. */
import type { AccountApi } from "../api/account";
import { letter } from "../queries/interconnects";

/** Downloads the letter of a port, issued to `party` or else to the account. */
export async function downloadLetter(
  api: AccountApi,
  interconnect: string,
  party: string | undefined,
): Promise<Buffer> {
  const base64 = await letter(party ? { interconnect, party } : { interconnect }).ask(api);
  return Buffer.from(base64, "base64");
}

/** File name of a port's letter, without characters that a path or a link could interpret. */
export function letterFileName(interconnect: string): string {
  return `${interconnect.replaceAll(/[^\w.-]/g, "_")}-loa.pdf`;
}
