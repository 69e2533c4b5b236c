/** A request as far as faults look at it. */
export interface Subject {
  readonly method: string;
  /** The account in the path. */
  readonly account: string | undefined;
  /** What follows it. */
  readonly path: string;
}

export type Fits = (subject: Subject) => boolean;

interface Which {
  readonly method?: string | undefined;
  readonly path?: string | undefined;
  readonly account?: string | undefined;
}

/** Whether a request is one of those meant; what is not told makes no difference. */
export function fitting({ method, path, account }: Which): Fits {
  const verb = method?.toUpperCase();
  const pattern = path === undefined ? undefined : new RegExp(path);
  return (subject) =>
    (verb ?? subject.method) === subject.method &&
    (account ?? subject.account) === subject.account &&
    (pattern?.test(subject.path) ?? true);
}

/** The method, the account and what follows it, of any request to the API. */
export function subjectOf(method: string, path: string): Subject {
  const [prefix = "", account] = /^\/client\/v4(?:\/accounts\/([^/]+))?/.exec(path) ?? [];
  return { method, account, path: path.slice(prefix.length) };
}
