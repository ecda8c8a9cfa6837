namespace Berth.Linux.Native;

/// <summary>A file as the kernel tells it from every other one, with its owner and its permissions (the lower 12 bits of its mode).</summary>
public readonly record struct FileIdentity(ulong Device, ulong Inode, uint User, int Permissions);
