import { megabitsOf } from "../lifecycle/speed";

/** Gbps of a speed as the API spells it, or undefined where it is none. */
export function gigabitsOf(speed: string | undefined): number | undefined {
  const megabits = speed === undefined ? undefined : megabitsOf(speed);
  return megabits === undefined ? undefined : megabits / 1_000;
}
