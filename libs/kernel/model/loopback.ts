/** Whether a host is this machine itself: what is said to it never leaves on a wire. Takes names as they stand in addresses, with or without brackets. */
export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
