/** What a provider said, for logs and operators: it quotes addresses in some of it. */
export function withoutAddresses(message: string): string {
  return message.replace(/[^\s@<>()"'`]+@[^\s@<>()"'`]+/g, '(address)');
}
