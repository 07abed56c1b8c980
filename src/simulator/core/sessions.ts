import { BoundedMap } from '../../base/bounded-map.ts';

/** A role that somebody assumed. */
export interface Session {
  readonly account: string;
  /** Without its path. */
  readonly roleName: string;
  /** `AROA...`. */
  readonly roleId: string;
  readonly name: string;
  /** ms since the epoch. */
  readonly expiresAt: number;
}

const most = 10_000;

/** Sessions by the access key that their credentials have, in all accounts and Regions. */
export class Sessions {
  #byKey = new BoundedMap<string, Session>(most);

  keep(accessKey: string, session: Session): void {
    this.#byKey.set(accessKey, session);
  }

  /** Undefined where the key belongs to no session. */
  of(accessKey: string | undefined): Session | undefined {
    return accessKey === undefined ? undefined : this.#byKey.get(accessKey);
  }

  /** Is the key that of a session that is over? */
  isOver(accessKey: string | undefined, now: number): boolean {
    const session = this.of(accessKey);
    return session !== undefined && session.expiresAt <= now;
  }

  clear(): void {
    this.#byKey = new BoundedMap(most);
  }
}
