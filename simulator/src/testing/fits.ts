/** Absent and undefined are the same in JSON; a union is taken member by member. */
type Plain<T> = T extends readonly (infer Item)[]
  ? Plain<Item>[]
  : T extends object
    ? { [Key in keyof T]: Plain<Exclude<T[Key], undefined>> }
    : T;

/** true where every value of ours is one of theirs. */
export type Fits<Ours, Theirs> = [Plain<Ours>] extends [Plain<Theirs>] ? true : "does not fit";

/** true where each of two types can stand for the other. */
export type Same<Ours, Theirs> = [Plain<Ours>] extends [Plain<Theirs>]
  ? [Plain<Theirs>] extends [Plain<Ours>]
    ? true
    : "the SDK's type has more"
  : "ours has more";
