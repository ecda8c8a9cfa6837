namespace Berth.Engine.Targets;

/// <summary>The words by which runtimes and programs tell these errors apart.</summary>
static class ErrorMarks
{
    /// <summary>Where a mark was found, and what it means.</summary>
    public readonly record struct Mark(ErrorKind Kind, int Start, int End);

    // Words that mean one error and nothing else.
    static readonly (string Words, ErrorKind Kind)[] Exact =
    [
        ("EADDRINUSE", ErrorKind.AddressInUse),
        ("AddrInUse", ErrorKind.AddressInUse),
        ("address already in use", ErrorKind.AddressInUse),
        ("address in use", ErrorKind.AddressInUse),
        ("only one usage of each socket address", ErrorKind.AddressInUse),
        ("port is already allocated", ErrorKind.AddressInUse),
        ("something is already running on port", ErrorKind.AddressInUse),
        ("connection in use:", ErrorKind.AddressInUse), // gunicorn
        ("conflicts with an existing registration", ErrorKind.AddressInUse), // .NET's HttpListener, error 183
        ("process that's listening on port", ErrorKind.AddressInUse), // Spring Boot
        ("process that is listening on port", ErrorKind.AddressInUse),
        ("failed to start. The port may already be in use", ErrorKind.AddressInUse),
        ("establish a connection to the server", ErrorKind.ConnectionRefused), // Firefox
        ("connect to the server", ErrorKind.ConnectionRefused), // Safari
        ("connection to server on socket", ErrorKind.ConnectionRefused), // libpq
        ("privileged port", ErrorKind.PermissionDenied), // rootlessport
        ("EACCES", ErrorKind.PermissionDenied),
        ("forbidden by its access permissions", ErrorKind.PermissionDenied),
        ("ECONNREFUSED", ErrorKind.ConnectionRefused),
        ("connection refused", ErrorKind.ConnectionRefused),
        ("ConnectionRefused", ErrorKind.ConnectionRefused),
        ("actively refused", ErrorKind.ConnectionRefused),
        ("refused to connect", ErrorKind.ConnectionRefused), // browsers
        ("ERR_CONNECTION_REFUSED", ErrorKind.ConnectionRefused),
        ("ECONNRESET", ErrorKind.ConnectionReset),
        ("connection reset", ErrorKind.ConnectionReset),
        ("ConnectionReset", ErrorKind.ConnectionReset),
        ("ERR_CONNECTION_RESET", ErrorKind.ConnectionReset),
        ("ERR_EMPTY_RESPONSE", ErrorKind.ConnectionReset),
        ("socket hang up", ErrorKind.ConnectionReset), // node
        ("forcibly closed by the remote host", ErrorKind.ConnectionReset),
        ("empty reply from server", ErrorKind.ConnectionReset), // curl
        ("EPIPE", ErrorKind.ConnectionReset),
        ("broken pipe", ErrorKind.ConnectionReset),
        ("ETIMEDOUT", ErrorKind.TimedOut),
        ("ERR_CONNECTION_TIMED_OUT", ErrorKind.TimedOut),
        ("connection timed out", ErrorKind.TimedOut),
        ("operation timed out", ErrorKind.TimedOut),
        ("i/o timeout", ErrorKind.TimedOut), // go
        ("connect timed out", ErrorKind.TimedOut), // java
        ("did not properly respond after a period of time", ErrorKind.TimedOut),
        ("EADDRNOTAVAIL", ErrorKind.AddressNotAvailable),
        ("AddrNotAvailable", ErrorKind.AddressNotAvailable),
        ("assign requested address", ErrorKind.AddressNotAvailable),
        ("address is not valid in its context", ErrorKind.AddressNotAvailable),
        ("ENOTFOUND", ErrorKind.NameNotFound),
        ("EAI_AGAIN", ErrorKind.NameNotFound),
        ("ERR_NAME_NOT_RESOLVED", ErrorKind.NameNotFound),
        ("could not resolve host", ErrorKind.NameNotFound),
        ("name or service not known", ErrorKind.NameNotFound),
        ("nodename nor servname provided", ErrorKind.NameNotFound),
        ("no such host", ErrorKind.NameNotFound),
        ("temporary failure in name resolution", ErrorKind.NameNotFound),
        ("UnknownHostException", ErrorKind.NameNotFound),
        ("could not translate host name", ErrorKind.NameNotFound), // libpq
        ("EHOSTUNREACH", ErrorKind.Unreachable),
        ("ENETUNREACH", ErrorKind.Unreachable),
        ("no route to host", ErrorKind.Unreachable),
        ("network is unreachable", ErrorKind.Unreachable),
    ];

    // Words that other errors use too: asked only when no exact mark is there.
    static readonly (string Words, ErrorKind Kind)[] Loose =
    [
        ("already in use", ErrorKind.AddressInUse),
        (" in use", ErrorKind.AddressInUse),
        ("failed to start", ErrorKind.AddressInUse), // Spring: "configured to listen on port 8080 failed to start"
        ("permission denied", ErrorKind.PermissionDenied),
        ("PermissionDenied", ErrorKind.PermissionDenied),
        ("failed to connect to", ErrorKind.ConnectionRefused),
        ("connect to server", ErrorKind.ConnectionRefused), // curl: "Couldn't connect to server"
        ("could not connect to", ErrorKind.ConnectionRefused),
        ("unable to connect to", ErrorKind.ConnectionRefused), // PHP
        ("refused", ErrorKind.ConnectionRefused), // JDBC: "Connection to localhost:5432 refused"
        ("can't connect to", ErrorKind.ConnectionRefused),
        ("was refused", ErrorKind.ConnectionRefused), // kubectl
        ("timed out", ErrorKind.TimedOut),
    ];

    // Before a number of the operating system: "Errno 98", "os error 111", "WinError 10048", "Os { code: 98".
    static readonly string[] NumberWords = ["errno", "os error", "winerror", "code:", "socketexception", "hy000"];

    /// <summary>The first mark of the text, an exact one before a loose one; null when there is none.</summary>
    public static Mark? FirstIn(ReadOnlySpan<char> text) => First(text, Exact) ?? FirstNumber(text) ?? First(text, Loose);

    /// <summary>The words are those of Windows Sockets (FormatMessage), or carry its numbers.</summary>
    public static bool IsOfWindows(ReadOnlySpan<char> text) =>
        text.Contains("forbidden by its access permissions", StringComparison.OrdinalIgnoreCase)
        || text.Contains("WinError", StringComparison.OrdinalIgnoreCase)
        || text.Contains("10013", StringComparison.Ordinal)
        || text.Contains("only one usage of each socket address", StringComparison.OrdinalIgnoreCase)
        || text.Contains("actively refused", StringComparison.OrdinalIgnoreCase);

    static Mark? First(ReadOnlySpan<char> text, (string Words, ErrorKind Kind)[] marks)
    {
        Mark? found = null;
        foreach (var (words, kind) in marks)
        {
            // Only what lies before the best so far can be better.
            var reach = found is { } best ? text[..best.Start] : text;
            var at = reach.IndexOf(words, StringComparison.OrdinalIgnoreCase);
            if (at >= 0) found = new Mark(kind, at, at + words.Length);
        }
        return found;
    }

    static Mark? FirstNumber(ReadOnlySpan<char> text)
    {
        foreach (var word in NumberWords)
        {
            var from = 0;
            while (text[from..].IndexOf(word, StringComparison.OrdinalIgnoreCase) is var step and >= 0)
            {
                var start = from + step;
                from = start + word.Length;
                if (NumberAfter(text[from..]) is { } number && KindOf(number) is { } kind) return new Mark(kind, start, from);
            }
        }
        return null;
    }

    // At most three characters of punctuation between the word and its number: ": -98", " (111", "] 98".
    static int? NumberAfter(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (at < text.Length && at < 4 && !char.IsAsciiDigit(text[at])) at++;
        var digits = text[at..];
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        if (end >= 0) digits = digits[..end];
        return digits.Length is > 0 and <= 5 && int.TryParse(digits, out var number) ? number : null;
    }

    // Linux asm-generic/errno.h; BSD and macOS sys/errno.h; Windows Sockets error codes.
    static ErrorKind? KindOf(int number) => number switch
    {
        98 or 48 or 10048 => ErrorKind.AddressInUse,
        13 or 10013 => ErrorKind.PermissionDenied,
        111 or 61 or 10061 => ErrorKind.ConnectionRefused,
        104 or 54 or 32 or 10054 => ErrorKind.ConnectionReset,
        110 or 60 or 10060 => ErrorKind.TimedOut,
        99 or 49 or 10049 => ErrorKind.AddressNotAvailable,
        113 or 101 or 10065 or 10051 => ErrorKind.Unreachable,
        _ => null,
    };
}
