namespace Berth.Model.Machine;

/// <summary>A certificate authority that a development tool made on this machine and had trusted.</summary>
/// <param name="Maker">"mkcert", "Caddy", "puma-dev"...</param>
/// <param name="KeyPath">Its private key, or null when there is none beside it.</param>
/// <param name="KeyMode">Null when the key could not be looked at.</param>
public sealed record LocalRoot(string Maker, string Path, string Subject, bool IsConstrained, string? KeyPath, UnixFileMode? KeyMode);
