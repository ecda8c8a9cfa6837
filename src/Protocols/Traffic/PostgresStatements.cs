namespace Berth.Protocols.Traffic;

/// <summary>The prepared statements and portals of a connection, by their names: so many are remembered.</summary>
sealed class PostgresStatements
{
    const int Most = 500;
    const string Earlier = "(a statement that was not seen)";

    readonly Dictionary<string, string> statements = [], portals = [];

    public void Prepare(string name, string shown) => Put(statements, name, shown);

    public void Bind(string portal, string statement) => Put(portals, portal, Prepared(statement));

    public string Prepared(string name) => statements.GetValueOrDefault(name, Earlier);

    public string Bound(string portal) => portals.GetValueOrDefault(portal, Earlier);

    public void Close(bool isStatement, string name) => (isStatement ? statements : portals).Remove(name);

    // One more than that, and all are forgotten: nobody has so many that are in use.
    static void Put(Dictionary<string, string> texts, string name, string text)
    {
        if (texts.Count >= Most && !texts.ContainsKey(name)) texts.Clear();
        texts[name] = text;
    }
}
