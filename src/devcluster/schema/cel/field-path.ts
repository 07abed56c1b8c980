/** A rule's `fieldPath` as a cause's field continues: `.a['b.c']` is `.a.b.c` there. */
export function fieldPath(path: string): string {
  return path.trim().replaceAll(/\['((?:[^'\\]|\\.)*)'\]/g, (_all, name: string) => `.${name.replaceAll(/\\(.)/g, '$1')}`);
}
