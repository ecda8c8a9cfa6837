using System.Diagnostics.CodeAnalysis;
using Berth.Api.Messages;

namespace Berth.Api.Client;

/// <summary>What was asked for, or why not: exactly one of the two.</summary>
public readonly record struct Reply<T>(T? Value, ApiError? Error)
    where T : class
{
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsThere => Value is not null;
}
