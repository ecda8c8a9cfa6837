using System.Collections.Frozen;

namespace Berth.Protocols.Redis;

/// <summary>A command, to be shown.</summary>
public static class RedisCommand
{
    const int LongestName = 24, LongestKey = 100, LongestPart = 20;

    // Commands of which the second word says what is done: it is no value.
    static readonly FrozenSet<string> containers = FrozenSet.ToFrozenSet(
    [
        "ACL", "CLIENT", "CLUSTER", "COMMAND", "CONFIG", "DEBUG", "FUNCTION", "LATENCY", "MEMORY", "MODULE", "OBJECT", "PUBSUB",
        "SCRIPT", "SLOWLOG", "XGROUP", "XINFO",
    ]);

    // Commands whose first argument is a key.
    static readonly FrozenSet<string> keyed = FrozenSet.ToFrozenSet(
    [
        "APPEND", "BITCOUNT", "BITFIELD", "BITPOS", "BLMOVE", "BLPOP", "BRPOP", "BZPOPMAX", "BZPOPMIN", "DECR", "DECRBY", "DEL",
        "DUMP", "EXISTS", "EXPIRE", "EXPIREAT", "EXPIRETIME", "GEOADD", "GEOSEARCH", "GET", "GETBIT", "GETDEL", "GETEX",
        "GETRANGE", "GETSET", "HDEL", "HEXISTS", "HGET", "HGETALL", "HINCRBY", "HINCRBYFLOAT", "HKEYS", "HLEN", "HMGET",
        "HMSET", "HSCAN", "HSET", "HSETNX", "HVALS", "INCR", "INCRBY", "INCRBYFLOAT", "LINDEX", "LINSERT", "LLEN", "LMOVE",
        "LPOP", "LPUSH", "LPUSHX", "LRANGE", "LREM", "LSET", "LTRIM", "MGET", "MSET", "PERSIST", "PEXPIRE", "PEXPIREAT",
        "PFADD", "PFCOUNT", "PSETEX", "PTTL", "RENAME", "RESTORE", "RPOP", "RPOPLPUSH", "RPUSH", "RPUSHX", "SADD", "SCARD",
        "SDIFF", "SET", "SETBIT", "SETEX", "SETNX", "SETRANGE", "SINTER", "SISMEMBER", "SMEMBERS", "SMOVE", "SORT", "SPOP",
        "SRANDMEMBER", "SREM", "SSCAN", "STRLEN", "SUNION", "TOUCH", "TTL", "TYPE", "UNLINK", "WATCH", "XACK", "XADD", "XLEN",
        "XRANGE", "XREVRANGE", "XTRIM", "ZADD", "ZCARD", "ZCOUNT", "ZINCRBY", "ZPOPMAX", "ZPOPMIN", "ZRANGE", "ZRANGEBYSCORE",
        "ZRANK", "ZREM", "ZREVRANGE", "ZSCAN", "ZSCORE",
    ]);

    /// <summary>In capitals; "?" when it is no name of a command.</summary>
    public static string Name(IReadOnlyList<string> texts) =>
        texts.Count > 0 && texts[0] is { Length: > 0 and <= LongestName } name && name.All(IsOfName) ? name.ToUpperInvariant() : "?";

    static bool IsOfName(char one) => char.IsAsciiLetterOrDigit(one) || one is '.' or '_';

    /// <summary>
    /// "SET cart:? ?", "CONFIG GET ?", "AUTH ? ?": name, and of a key what looks like its kind; a key's last part, and every argument
    /// beside, is a value.
    /// </summary>
    /// <param name="count">Of all texts, the name among them.</param>
    public static string WithoutValues(IReadOnlyList<string> texts, long count)
    {
        var name = Name(texts);
        var shown = name;
        var left = count - 1;
        if (left > 0 && containers.Contains(name) && texts.Count > 1 && Name([texts[1]]) is var second and not "?")
            (shown, left) = ($"{shown} {second}", left - 1);
        else if (left > 0 && keyed.Contains(name) && texts.Count > 1) (shown, left) = ($"{shown} {Key(texts[1])}", left - 1);
        return left switch
        {
            <= 0 => shown,
            <= 3 => shown + string.Concat(Enumerable.Repeat(" ?", (int)left)),
            _ => $"{shown} ? (of {left})",
        };
    }

    static string Key(string key)
    {
        if (key.Length > LongestKey) return "?";
        var parts = key.Split(':');
        for (var i = 0; i < parts.Length; i++)
            if ((i == parts.Length - 1 && i > 0) || !IsWord(parts[i])) parts[i] = "?";
        return string.Join(':', parts);
    }

    static bool IsWord(string part) =>
        part.Length is > 0 and <= LongestPart && part.All(static one => char.IsAsciiLetterLower(one) || one is '-' or '_' or '.');
}
