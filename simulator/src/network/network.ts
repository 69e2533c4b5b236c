import { uuidFrom } from "../uuid";
import { Behaviour, type BehaviourChanges, milliseconds } from "./behaviour";
import { Clock, type ClockMode } from "./clock";
import { type Course, comingUpThroughDown, waitingForCrossConnect } from "./plan";
import { Slots } from "./slots";

/** Milliseconds from the order until the port is up. */
export interface HealthyAfter {
  readonly direct: number;
  readonly gcpPartner: number;
}

/** When an object can be seen from. */
export interface Visibility {
  readonly visibleFrom: number;
}

/** What all accounts share: time, slots, the numbers that names are made of, and how it behaves. */
export class Network {
  readonly slots = new Slots();
  readonly clock: Clock;
  behaviour: Behaviour;
  /** What ports ordered from now on do, in place of what they usually do. */
  courseOfNewPorts: Course | undefined;
  /** Names of ports and ids of CNIs, whosever they are; none is given twice. */
  readonly taken = new Set<string>();
  #number = 0;

  constructor(
    private readonly healthyAfter: HealthyAfter,
    private readonly initialBehaviour: BehaviourChanges = {},
    clock: ClockMode = "real",
  ) {
    this.clock = new Clock(clock);
    this.behaviour = Behaviour.parse(initialBehaviour);
  }

  /** The number of the object made last; it only grows, so that a name never comes to mean another. */
  get number(): number {
    return this.#number;
  }

  set number(number: number) {
    this.#number = number;
  }

  next(): number {
    this.#number += 1;
    return this.#number;
  }

  /** An id without dashes that none of these has: one that came with a state is not given again. */
  freshId(kind: string, others: ReadonlyMap<string, unknown>): string {
    let id: string;
    do {
      id = uuidFrom(`${kind}/${this.next()}`).replaceAll("-", "");
    } while (others.has(id));
    return id;
  }

  course(type: keyof HealthyAfter): Course {
    const after = this.healthyAfter[type];
    const usual = { straight: waitingForCrossConnect, "through-down": comingUpThroughDown };
    return this.courseOfNewPorts ?? usual[this.behaviour.comingUp](after);
  }

  /** Changes some of the switches; one that there is none of is a ZodError. */
  behave(changes: object): Behaviour {
    this.behaviour = Behaviour.parse({ ...this.behaviour, ...changes });
    return this.behaviour;
  }

  /** What is made now is seen from then on. */
  visibility(): Visibility {
    return { visibleFrom: this.clock.now() + milliseconds(this.behaviour.visibleAfter) };
  }

  isVisible({ visibleFrom }: Visibility): boolean {
    return visibleFrom <= this.clock.now();
  }

  reset(): void {
    this.clock.reset();
    this.slots.reset();
    this.behaviour = Behaviour.parse(this.initialBehaviour);
    this.courseOfNewPorts = undefined;
    this.taken.clear();
    this.#number = 0;
  }
}
