using Shared.Contracts.Cases;

namespace Intake.Api.Assignments.Import;

/// <summary>What a column of an assignment file may say.</summary>
public enum ImportField
{
    Number,
    Kind,
    Channel,
    RespondentName,
    RespondentAddress,
    Content,
    Problem,
    Place,
    Detail,
    FirstCheck,
    Agency,
    Department,
    Feedback,
    DueAt,
    PersonName,
    PersonPhone,
}

/// <summary>The columns of the national platform's export, and names that other exports give them.</summary>
public static class ImportFields
{
    /// <summary>Chinese name of each field; those up to 反馈内容 are the national export's own headers, in its order.</summary>
    public static readonly CodeTable<ImportField> Names = new(
        "importField",
        (ImportField.Number, "登记编号"),
        (ImportField.Kind, "类型"),
        (ImportField.Channel, "接收方式"),
        (ImportField.RespondentName, "企业名称"),
        (ImportField.RespondentAddress, "企业地址"),
        (ImportField.Content, "诉求内容"),
        (ImportField.Problem, "问题类别"),
        (ImportField.Place, "事发地"),
        (ImportField.Detail, "具体问题"),
        (ImportField.FirstCheck, "初查受理状态"),
        (ImportField.Agency, "处理机构"),
        (ImportField.Department, "处理部门"),
        (ImportField.Feedback, "反馈内容"),
        (ImportField.DueAt, "上级期限"),
        (ImportField.PersonName, "投诉人姓名"),
        (ImportField.PersonPhone, "投诉人电话")
    );

    /// <summary>Without these a row is no assignment.</summary>
    public static readonly IReadOnlyList<ImportField> Required = [ImportField.Number, ImportField.Kind];

    private static readonly Dictionary<string, ImportField> OtherNames = new(StringComparer.Ordinal)
    {
        ["编号"] = ImportField.Number,
        ["工单编号"] = ImportField.Number,
        ["投诉举报编号"] = ImportField.Number,
        ["诉求类型"] = ImportField.Kind,
        ["信息类型"] = ImportField.Kind,
        ["来源渠道"] = ImportField.Channel,
        ["被投诉人"] = ImportField.RespondentName,
        ["被投诉企业"] = ImportField.RespondentName,
        ["被举报人"] = ImportField.RespondentName,
        ["经营地址"] = ImportField.RespondentAddress,
        ["投诉内容"] = ImportField.Content,
        ["举报内容"] = ImportField.Content,
        ["内容"] = ImportField.Content,
        ["反馈期限"] = ImportField.DueAt,
        ["办理期限"] = ImportField.DueAt,
        ["办结期限"] = ImportField.DueAt,
        ["截止时间"] = ImportField.DueAt,
        ["姓名"] = ImportField.PersonName,
        ["投诉人"] = ImportField.PersonName,
        ["举报人"] = ImportField.PersonName,
        ["举报人姓名"] = ImportField.PersonName,
        ["联系电话"] = ImportField.PersonPhone,
        ["举报人电话"] = ImportField.PersonPhone,
    };

    /// <summary>What a header of the national export means; nothing where it is none.</summary>
    public static ImportField? Own(string header) =>
        Names.Entries.FirstOrDefault(e => e.Name == header) is { Code: { } code } ? Names.Value(code) : null;

    /// <summary>How many of these cells name a column by themselves.</summary>
    public static int Named(IEnumerable<string> cells) => cells.Count(c => Of(c.Trim()) is not null);

    /// <summary>What a header means by itself; nothing where that is not known.</summary>
    public static ImportField? Of(string header) =>
        Names.TryParse(header, out var named) ? named
        : OtherNames.TryGetValue(header, out var other) ? other
        : null;
}
