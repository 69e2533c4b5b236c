import { uuidFrom } from "../uuid";
import { Behaviour, type BehaviourChanges, milliseconds } from "./behaviour";
import { Clock, type ClockMode } from "./clock";
import { type Course, createCourseThroughDown, createDefaultCourse } from "./plan";
import { Slots } from "./slots";

/** Milliseconds from the order until a port is Healthy, by type. */
export interface HealthyAfter {
  readonly direct: number;
  readonly gcpPartner: number;
}

/** Time from which an object is visible in the API. */
export interface Visibility {
  readonly visibleFrom: number;
}

/** Data that all accounts share: clock, slots, the counter for names, and the behaviour switches. */
export class Network {
  readonly slots = new Slots();
  readonly clock: Clock;
  behaviour: Behaviour;
  /** Link states of ports ordered from now on; `undefined` for the default. */
  courseOfNewPorts: Course | undefined;
  /** Names of ports and ids of CNIs in all accounts. None is assigned twice. */
  readonly usedNames = new Set<string>();
  #number = 0;

  constructor(
    private readonly healthyAfter: HealthyAfter,
    private readonly initialBehaviour: BehaviourChanges = {},
    clock: ClockMode = "real",
  ) {
    this.clock = new Clock(clock);
    this.behaviour = Behaviour.parse(initialBehaviour);
  }

  /** Number of the last created object. It only grows, so that a name is never reused. */
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

  /** Creates an id without dashes. Skips ids in `others`, because a restored state may contain the next id. */
  freshId(kind: string, others: ReadonlyMap<string, unknown>): string {
    let id: string;
    do {
      id = uuidFrom(`${kind}/${this.next()}`).replaceAll("-", "");
    } while (others.has(id));
    return id;
  }

  course(type: keyof HealthyAfter): Course {
    const after = this.healthyAfter[type];
    const usual = { straight: createDefaultCourse, "through-down": createCourseThroughDown };
    return this.courseOfNewPorts ?? usual[this.behaviour.comingUp](after);
  }

  /** Changes some of the switches. Throws a ZodError for an unknown switch or value. */
  behave(changes: object): Behaviour {
    this.behaviour = Behaviour.parse({ ...this.behaviour, ...changes });
    return this.behaviour;
  }

  /** Returns when an object created now becomes visible. */
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
    this.usedNames.clear();
    this.#number = 0;
  }
}
