/** Removes `undefined` from a type, because JSON has no undefined values. Distributes over unions. */
type Plain<T> = T extends readonly (infer Item)[]
  ? Plain<Item>[]
  : T extends object
    ? { [Key in keyof T]: Plain<Exclude<T[Key], undefined>> }
    : T;

/** Is `true` if every value of `Ours` is a value of `Theirs`. */
export type Fits<Ours, Theirs> = [Plain<Ours>] extends [Plain<Theirs>] ? true : "does not fit";

/** Is `true` if both types have the same values. */
export type Same<Ours, Theirs> = [Plain<Ours>] extends [Plain<Theirs>]
  ? [Plain<Theirs>] extends [Plain<Ours>]
    ? true
    : "the SDK's type has more"
  : "ours has more";
