/** Judges designs with the model, up to a maximum number of designs. */

import { assess } from "../assess";
import type { Assessment } from "../assessment";
import type { Design } from "../design";

export class Judge {
  /** Number of designs that have been judged. */
  judged = 0;

  constructor(private readonly most: number) {}

  get isDone(): boolean {
    return this.judged >= this.most;
  }

  assess(design: Design): Assessment {
    this.judged += 1;
    return assess(design);
  }
}
