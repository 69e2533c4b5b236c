/** Properties of a request that faults match on. */
export interface Subject {
  readonly method: string;
  /** Id of the account in the path. */
  readonly account: string | undefined;
  /** Path after the account, or after `/client/v4` if there is no account. */
  readonly path: string;
}

export type Matcher = (subject: Subject) => boolean;

interface Criteria {
  readonly method?: string | undefined;
  readonly path?: string | undefined;
  readonly account?: string | undefined;
}

/** Returns a predicate for requests that match. A criterion that is not set matches every request. */
export function createMatcher({ method, path, account }: Criteria): Matcher {
  const verb = method?.toUpperCase();
  const pattern = path === undefined ? undefined : new RegExp(path);
  return (subject) =>
    (verb ?? subject.method) === subject.method &&
    (account ?? subject.account) === subject.account &&
    (pattern?.test(subject.path) ?? true);
}

/** Extracts the method, the account and the rest of the path of a request to the API. */
export function subjectOf(method: string, path: string): Subject {
  const [prefix = "", account] = /^\/client\/v4(?:\/accounts\/([^/]+))?/.exec(path) ?? [];
  return { method, account, path: path.slice(prefix.length) };
}
