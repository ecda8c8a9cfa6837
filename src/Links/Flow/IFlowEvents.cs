namespace Berth.Links.Flow;

/// <summary>Is told what the stages of a flow decide; null where nobody listens.</summary>
interface IFlowEvents
{
    void Decided(Stage stage, in Verdict verdict, long position, int length, long now);
}
