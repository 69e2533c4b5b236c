/** Whether two IDs are equal, ignoring dashes and case. Cloudflare returns some IDs both with and without dashes. */
export function sameId(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && plainId(one) === plainId(other);
}

export function plainId(id: string): string {
  return id.replaceAll("-", "").toLowerCase();
}

/** Whether a session belongs to a port. The API identifies the port by its name or its reservation ID. */
export function isOnPort(
  session: { interconnect: string },
  port: { name: string; virtualPortReservationId?: string },
): boolean {
  return [port.name, port.virtualPortReservationId].some((id) => sameId(id, session.interconnect));
}
