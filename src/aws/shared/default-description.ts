/** What AWS is told where it wants a description and spec has none. */
export const defaultDescription = 'Managed by Evenkeel';
