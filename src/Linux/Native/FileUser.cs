namespace Berth.Linux.Native;

/// <summary>Reads files as another user (setfsuid(2)): root must not read for a person what is root's alone. Our groups stay: what they may read is read.</summary>
public static class FileUser
{
    /// <param name="user">Null: as we are.</param>
    /// <param name="read">Runs on this thread, and must not leave it.</param>
    public static T Run<T>(uint? user, Func<T> read)
    {
        if (user is not { } other || Libc.EffectiveUserId() != 0) return read();
        _ = Libc.SetFileUser(other);
        try
        {
            return read();
        }
        finally
        {
            _ = Libc.SetFileUser(Libc.EffectiveUserId());
        }
    }
}
