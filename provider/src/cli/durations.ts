import { InvalidArgumentError } from "commander";
import { parseDuration } from "../domain/duration";

/** Parses a duration such as `10m` to milliseconds. */
export function duration(text: string): number {
  const milliseconds = parseDuration(text);
  if (milliseconds === undefined) {
    throw new InvalidArgumentError("It must be a duration such as 30s, 10m or 2h.");
  }
  return milliseconds;
}
