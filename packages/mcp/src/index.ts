export { mcpActor } from './actor.ts';
export { createMcp, type McpInput } from './create-mcp.ts';
export { createMcpEndpoint, type McpEndpoint, type McpEndpointInput } from './serve-http.ts';
export { serveMcpOverStdio, type StdioInput } from './serve-stdio.ts';
