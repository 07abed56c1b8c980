import type { ObjectKey } from '../cloud.ts';

/** An object that lays claim to cloud resources. */
export interface Claimant {
  readonly key: ObjectKey;
  readonly uid: string;
  /** ms since the epoch */
  readonly created: number;
  /** Its external name is settled: it wins over those that only ask for the resource. */
  readonly established: boolean;
  /** Claims to what it was seen to have: nobody else's come before these. */
  readonly held: ReadonlySet<string>;
}

/**
 * Which object claims which cloud resource, over all objects of all kinds. Claims are opaque strings that hold kind, account,
 * Region and canonical key. Of two objects with one claim the one that holds it wins, else the established one, else the older, else
 * the lower uid.
 */
export class ClaimIndex {
  readonly #byClaim = new Map<string, Map<string, Claimant>>();
  readonly #byObject = new Map<string, readonly string[]>();

  /** Replaces the claims of an object. Returns the objects that lost a rival by it, so that they can be woken. */
  set(claimant: Claimant, claims: readonly string[]): readonly ObjectKey[] {
    const before = this.#byObject.get(claimant.uid) ?? [];
    const dropped = before.filter((claim) => !claims.includes(claim));
    for (const claim of dropped) this.#drop(claim, claimant.uid);
    for (const claim of claims) this.#put(claim, claimant);
    if (claims.length === 0) this.#byObject.delete(claimant.uid);
    else this.#byObject.set(claimant.uid, claims);
    return this.#rivals(dropped, claimant.uid);
  }

  /** The winner of the first claim, of those in question, that this object does not win; undefined when it wins all of them. */
  rival(uid: string, inQuestion = this.#byObject.get(uid) ?? []): Claimant | undefined {
    for (const claim of inQuestion) {
      const winner = this.#winner(claim);
      if (winner !== undefined && winner.uid !== uid) return winner;
    }
    return undefined;
  }

  remove(uid: string): readonly ObjectKey[] {
    const claims = this.#byObject.get(uid) ?? [];
    for (const claim of claims) this.#drop(claim, uid);
    this.#byObject.delete(uid);
    return this.#rivals(claims, uid);
  }

  #put(claim: string, claimant: Claimant): void {
    const claimants = this.#byClaim.get(claim) ?? new Map<string, Claimant>();
    claimants.set(claimant.uid, claimant);
    this.#byClaim.set(claim, claimants);
  }

  #drop(claim: string, uid: string): void {
    const claimants = this.#byClaim.get(claim);
    claimants?.delete(uid);
    if (claimants?.size === 0) this.#byClaim.delete(claim);
  }

  #winner(claim: string): Claimant | undefined {
    const claimants = [...(this.#byClaim.get(claim)?.values() ?? [])];
    return claimants.reduce<Claimant | undefined>(
      (best, one) => (best === undefined || precedes(claim, one, best) ? one : best),
      undefined,
    );
  }

  #rivals(claims: readonly string[], uid: string): readonly ObjectKey[] {
    const rivals = claims.flatMap((claim) => [...(this.#byClaim.get(claim)?.values() ?? [])]);
    return rivals.filter((rival) => rival.uid !== uid).map((rival) => rival.key);
  }
}

function precedes(claim: string, a: Claimant, b: Claimant): boolean {
  if (a.held.has(claim) !== b.held.has(claim)) return a.held.has(claim);
  if (a.established !== b.established) return a.established;
  if (a.created !== b.created) return a.created < b.created;
  return a.uid < b.uid;
}
