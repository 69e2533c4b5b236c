import type { Design, Port } from "./design";

/** Whether the port is Healthy and, if it has sessions, at least one of them is not known to be down. */
export function isOperational(
  { name, state }: Port,
  { sessions }: Pick<Design, "sessions">,
): boolean {
  const own = sessions.filter(({ port }) => port === name);
  return state === "Healthy" && (own.length === 0 || own.some(({ up }) => up !== false));
}
