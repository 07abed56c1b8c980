import type { Clock } from '../../base/clock.ts';
import type { DevEvent, WatchRequest } from '../api/dev-api.ts';
import type { DevObject, JsonObject } from '../api/dev-object.ts';
import type { Ledger } from './ledger.ts';
import type { ObjectTable } from './object-table.ts';
import { readVersion } from './resource-versions.ts';
import type { CompiledSelection } from './selection.ts';
import { candidateKeys, compileSelection, seenChange } from './selection.ts';
import type { ServedEntry } from './served-entry.ts';

/** What a watch works with; `defaultTimeoutMs` ends those that name no time, `ended` ends all. */
export interface WatchContext {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly defaultTimeoutMs: number;
  readonly ended: AbortSignal;
}

const bookmarkEveryMs = 60_000;

/** Begins a watch, at once; throws 400 on what can't be read. What happens from now on will be seen, whenever it is read. */
export function watchObjects(context: WatchContext, entry: ServedEntry, request: WatchRequest): AsyncIterable<DevEvent> {
  const selection = compileSelection(entry, request);
  const table = context.ledger.table(entry.resource.storageKey);
  const version = readVersion(request.resourceVersion);
  const fresh = version === undefined || version === 0 || request.sendInitialEvents === true;
  const start = fresh ? table.changes.end : startAfter(context.ledger, table, version);
  if (start === undefined) return oneEvent(tooOld(version ?? 0, context.ledger, table));
  const initial = fresh && request.sendInitialEvents !== false ? present(table, selection) : [];
  return new Watch(context, { entry, request, selection, table, start, initial, revision: context.ledger.revision }).events();
}

/** Where the changes after a revision begin; undefined if they can't be told: forgotten, or of another life of this server. */
function startAfter(ledger: Ledger, table: ObjectTable, version: number): number | undefined {
  return version > ledger.revision ? undefined : table.changes.after(version);
}

function present(table: ObjectTable, selection: CompiledSelection): readonly DevObject[] {
  return candidateKeys(table, selection).flatMap((key) => {
    const object = table.get(key);
    return object !== undefined && selection.matches(object) ? [object] : [];
  });
}

// oxlint-disable-next-line require-await -- an async iterable is what a watch is.
async function* oneEvent(event: DevEvent): AsyncGenerator<DevEvent> {
  yield event;
}

function tooOld(version: number, ledger: Ledger, table: ObjectTable): DevEvent {
  const message =
    version > ledger.revision
      ? `unknown resource version: ${version}, current: ${ledger.revision}`
      : `too old resource version: ${version} (${table.changes.forgotten})`;
  const status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason: 'Expired', code: 410 };
  return { type: 'ERROR', object: status };
}

interface WatchPlan {
  readonly entry: ServedEntry;
  readonly request: WatchRequest;
  readonly selection: CompiledSelection;
  readonly table: ObjectTable;
  readonly start: number;
  readonly initial: readonly DevObject[];
  /** Of the initial objects. */
  readonly revision: number;
}

/**
 * Reads the table's changes at its own pace: no change is queued for it. One that falls so far behind that changes are
 * forgotten before it saw them is cut off; its client goes on from the last resourceVersion it saw, or lists again.
 */
class Watch {
  readonly #context: WatchContext;
  readonly #plan: WatchPlan;
  #next: number;
  /** The last revision whose changes have all been passed on. */
  #revision: number;
  #wake: () => void = () => undefined;
  #bookmarkDue = false;
  #timeIsUp = false;

  constructor(context: WatchContext, plan: WatchPlan) {
    this.#context = context;
    this.#plan = plan;
    this.#next = plan.start;
    this.#revision = plan.revision;
  }

  async *events(): AsyncGenerator<DevEvent> {
    const { entry, initial, request } = this.#plan;
    const release = this.#arm();
    try {
      for (const object of initial) {
        if (this.#stopped) return;
        yield { type: 'ADDED', object: entry.view(object) };
      }
      // The real server marks the end of the initial state for those alone who want bookmarks.
      if (request.sendInitialEvents === true && request.allowWatchBookmarks === true)
        yield this.#bookmark({ annotations: { 'k8s.io/initial-events-end': 'true' } });
      yield* this.#changes();
    } finally {
      release();
    }
  }

  async *#changes(): AsyncGenerator<DevEvent> {
    const { table, entry, selection, request } = this.#plan;
    while (!this.#stopped) {
      while (this.#next < table.changes.end) {
        const change = table.changes.at(this.#next);
        if (change === undefined) return;
        this.#next += 1;
        this.#revision = change.revision;
        const seen = seenChange(selection, change);
        if (seen !== undefined) yield { type: seen.type, object: entry.view(seen.object) };
        if (this.#stopped) return;
      }
      this.#revision = Math.max(this.#revision, this.#context.ledger.revision);
      if ((this.#bookmarkDue || this.#timeIsUp) && request.allowWatchBookmarks === true) yield this.#bookmark({});
      this.#bookmarkDue = false;
      if (this.#timeIsUp) return;
      await this.#woken();
    }
  }

  get #stopped(): boolean {
    return this.#plan.request.signal.aborted || this.#context.ended.aborted;
  }

  /** Resolves at the next change, bookmark, time-out or abort; at once if there was one since the last look. */
  #woken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
      if (this.#next < this.#plan.table.changes.end || this.#stopped || this.#timeIsUp || this.#bookmarkDue) resolve();
    });
  }

  /** Sets what wakes the watch. Returns how to end that. */
  #arm(): () => void {
    const { clock, ended, defaultTimeoutMs } = this.#context;
    const { request, table } = this.#plan;
    const wake = (): void => this.#wake();
    const timeoutMs = request.timeoutSeconds === undefined ? defaultTimeoutMs : request.timeoutSeconds * 1000;
    const timeout = clock.after(timeoutMs, () => {
      this.#timeIsUp = true;
      wake();
    });
    const mark = (): void => {
      this.#bookmarkDue = true;
      bookmarks = clock.after(bookmarkEveryMs, mark);
      wake();
    };
    let bookmarks = request.allowWatchBookmarks === true ? clock.after(bookmarkEveryMs, mark) : undefined;
    const forget = table.onChange(wake);
    for (const signal of [request.signal, ended]) signal.addEventListener('abort', wake);
    return () => {
      timeout.cancel();
      bookmarks?.cancel();
      forget();
      for (const signal of [request.signal, ended]) signal.removeEventListener('abort', wake);
    };
  }

  #bookmark(metadata: JsonObject): DevEvent {
    const { apiVersion, resource } = this.#plan.entry;
    const object = { apiVersion, kind: resource.kind, metadata: { ...metadata, resourceVersion: String(this.#revision) } };
    return { type: 'BOOKMARK', object };
  }
}
