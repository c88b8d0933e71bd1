using System.Globalization;
using System.Security;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Intake.Api.Reports;

/// <summary>
/// The charts of a report's workbook: bars over ranges of a sheet, so that they are a spreadsheet's own and can be changed
/// there.
/// </summary>
internal static class ReportCharts
{
    public const string SheetName = "图表";

    private const string Drawings = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing";
    private const string Main = "http://schemas.openxmlformats.org/drawingml/2006/main";
    private const string Chart = "http://schemas.openxmlformats.org/drawingml/2006/chart";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>Bars of a column of the sheet over the names in the column before it.</summary>
    /// <param name="Names">The column of the names, such as <c>A</c>.</param>
    /// <param name="Values">The column of the values.</param>
    /// <param name="Count">How many rows, below the header.</param>
    /// <param name="Format">Of the values.</param>
    public sealed record Bars(string Title, string Names, string Values, int Count, string Format);

    /// <summary>Draws them one below the other beside the sheet's rows.</summary>
    /// <param name="book">A workbook that is written, and holds the sheet.</param>
    public static void Draw(Stream book, IReadOnlyList<Bars> charts)
    {
        using var document = SpreadsheetDocument.Open(book, isEditable: true);
        var workbook = document.WorkbookPart!;
        var sheet = workbook.Workbook!.Descendants<Sheet>().Single(s => s.Name == SheetName);
        var part = (WorksheetPart)workbook.GetPartById(sheet.Id!.Value!);
        var drawing = part.AddNewPart<DrawingsPart>();
        var frames = new StringBuilder();
        for (var i = 0; i < charts.Count; i++)
        {
            var chart = drawing.AddNewPart<ChartPart>();
            Feed(chart, Xml(charts[i]));
            frames.Append(Frame(i, drawing.GetIdOfPart(chart), charts[i].Title));
        }
        Feed(
            drawing,
            $"""<xdr:wsDr xmlns:xdr="{Drawings}" xmlns:a="{Main}" xmlns:c="{Chart}" xmlns:r="{Relations}">{frames}</xdr:wsDr>"""
        );
        part.Worksheet!.Append(new Drawing { Id = part.GetIdOfPart(drawing) });
        part.Worksheet.Save();
    }

    private static void Feed(OpenXmlPart part, string xml)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(xml));
        part.FeedData(stream);
    }

    private static string Frame(int place, string id, string title) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <xdr:twoCellAnchor>
            <xdr:from><xdr:col>6</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{1
                + (place * 24)}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>
            <xdr:to><xdr:col>16</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{23
                + (place * 24)}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>
            <xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="{2 + place}" name="{SecurityElement.Escape(
                title
            )}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>
            <xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>
            <a:graphic><a:graphicData uri="{Chart}"><c:chart r:id="{id}"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>
            """
        );

    private static string Xml(Bars bars) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <c:chartSpace xmlns:c="{Chart}" xmlns:a="{Main}" xmlns:r="{Relations}"><c:chart>
            <c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:rPr lang="zh-CN" b="1"/><a:t>{SecurityElement.Escape(
                bars.Title
            )}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>
            <c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>
            <c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>
            <c:ser><c:idx val="0"/><c:order val="0"/><c:tx><c:strRef><c:f>{SheetName}!${bars.Values}$1</c:f></c:strRef></c:tx>
            <c:spPr><a:solidFill><a:srgbClr val="1F5FA8"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>
            <c:dLbls><c:numFmt formatCode="{bars.Format}" sourceLinked="0"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>
            <c:cat><c:strRef><c:f>{SheetName}!${bars.Names}$2:${bars.Names}${1 + bars.Count}</c:f></c:strRef></c:cat>
            <c:val><c:numRef><c:f>{SheetName}!${bars.Values}$2:${bars.Values}${1
                + bars.Count}</c:f></c:numRef></c:val></c:ser>
            <c:gapWidth val="60"/><c:axId val="111"/><c:axId val="112"/></c:barChart>
            <c:catAx><c:axId val="111"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/><c:axPos val="l"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:crossAx val="112"/></c:catAx>
            <c:valAx><c:axId val="112"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="t"/><c:numFmt formatCode="{bars.Format}" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="111"/></c:valAx>
            </c:plotArea><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>
            """
        );
}
