/** Steps of a script (by position) to which the dev API server answers otherwise than kube-apiserver, and why that is so. */
export interface KnownDifference {
  readonly script: string;
  readonly steps: readonly number[];
  readonly why: string;
}

/** All of them. One that is no difference any more fails the suite: it is to be taken out here. */
export const knownDifferences: readonly KnownDifference[] = [];
