/** What keeps text from being a label of RFC 1035 (a resource's or version's name): empty if nothing. Texts are Kubernetes'. */
export function label1035(text: string): readonly string[] {
  const faults = text.length > 63 ? ['must be no more than 63 characters'] : [];
  if (!/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(text)) {
    faults.push(
      "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
    );
  }
  return faults;
}

/** What keeps text from being a label of RFC 1123 (a namespace's name): empty if nothing. Texts are Kubernetes'. */
export function label1123(text: string): readonly string[] {
  const faults = text.length > 63 ? ['must be no more than 63 characters'] : [];
  if (/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(text)) return faults;
  if (subdomain1123(text).length === 0) return [...faults, 'must not contain dots'];
  return [
    ...faults,
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
  ];
}

/** What keeps text from being a subdomain of RFC 1123 (an object's or group's name): empty if nothing. Texts are Kubernetes'. */
export function subdomain1123(text: string): readonly string[] {
  const faults = text.length > 253 ? ['must be no more than 253 characters'] : [];
  if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(text)) {
    faults.push(
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
    );
  }
  return faults;
}
