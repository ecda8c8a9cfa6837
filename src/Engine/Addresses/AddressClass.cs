using Berth.Model.Addressing;

namespace Berth.Engine.Addresses;

/// <summary>The block of the IANA special-purpose registries that an address falls in.</summary>
/// <param name="Name">A few plain words: "loopback", "private".</param>
/// <param name="Rfc">Where it is defined: "RFC 1122".</param>
/// <param name="Meaning">One sentence for a person who meets it for the first time.</param>
public sealed record AddressClass(string Name, InetAddress Network, int PrefixLength, string Rfc, AddressTraits Traits, string Meaning)
{
    /// <summary>The block: "127.0.0.0/8".</summary>
    public string Prefix => $"{Network.ToString()}/{PrefixLength}";

    public bool IsWildcard => Has(AddressTraits.Wildcard);
    public bool IsLoopback => Has(AddressTraits.Loopback);
    public bool IsPrivate => Has(AddressTraits.Private);
    public bool IsLinkLocal => Has(AddressTraits.LinkLocal);
    public bool IsShared => Has(AddressTraits.Shared);
    public bool IsMulticast => Has(AddressTraits.Multicast);
    public bool IsBroadcast => Has(AddressTraits.Broadcast);
    public bool IsDocumentation => Has(AddressTraits.Documentation);
    public bool IsReserved => Has(AddressTraits.Reserved);
    public bool EmbedsV4 => Has(AddressTraits.EmbedsV4);
    public bool IsPublic => Has(AddressTraits.Public);

    bool Has(AddressTraits trait) => (Traits & trait) != 0;
}
