/** Bars of a scorecard: demand, remaining and designed capacity of each direction. */

import type { Capacity, Scorecard } from "../topology";
import { gbps } from "./words";

/** Parts of a bar's length, from 0 to 1. */
export interface Lengths {
  demand: number;
  remaining: number;
  designed: number;
  isShort: boolean;
}

export interface Bar extends Lengths {
  title: string;
  /** Figures in words. */
  words: string;
}

/** What the bars compare. */
export type Rates = Pick<Scorecard, "demand" | "remaining" | "designed" | "worstFailure">;

const DIRECTIONS: readonly (readonly [keyof Capacity, string])[] = [
  ["toCustomer", "To the customer"],
  ["toCloudflare", "To Cloudflare"],
];

/** One bar for each direction. A design without capacity and demand has none. */
export function barsOf({ demand, remaining, designed, worstFailure }: Rates): Bar[] {
  return DIRECTIONS.flatMap(([direction, title]) => {
    const needed = demand[direction];
    const [left, whole] = [remaining[direction], designed[direction]];
    if (Math.max(needed, whole) === 0) return [];
    const figures = [
      ...(needed > 0 ? [`${gbps(needed)} needed`] : []),
      `${gbps(left)} left${worstFailure ? ` ${worstFailure}` : ""}`,
      `${gbps(whole)} designed`,
    ];
    return [
      {
        title,
        words: figures.join(" · "),
        ...lengthsOf({ needed, left, whole }),
      },
    ];
  });
}

/** Lengths of a bar for rates in Gbps. */
export function lengthsOf({
  needed,
  left,
  whole,
}: Record<"needed" | "left" | "whole", number>): Lengths {
  const length = Math.max(needed, whole, left) || 1;
  return {
    demand: needed / length,
    remaining: left / length,
    designed: whole / length,
    isShort: left < needed,
  };
}
