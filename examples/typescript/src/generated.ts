// Written by generate.mjs from queries.graphql; changes here are lost.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** 起止日期 | From one day to another */
export type BetweenInput = {
  /** 起 | From */
  from: string;
  /** 止（含） | To, that day included */
  to: string;
};

/** 自定义字段的取值 | Value for an added field */
export type CustomValueInput = {
  /** 字段键 | Key */
  key: string;
  /** 值，空值清除 | Value; null takes it away */
  value?: string | null | undefined;
};

/** 员工状态 | Status of an employee */
export type EmployeeStatus =
  | 'PROBATION'
  | 'ACTIVE'
  | 'NOTICE'
  | 'LEFT';

/** 用工类型 | Type of employment */
export type EmploymentType =
  | 'FULL_TIME'
  | 'PART_TIME'
  | 'HOURLY'
  | 'INTERN'
  | 'DISPATCHED'
  | 'OUTSOURCED';

/** 入职 | Hire */
export type HireEmployeeInput = {
  /** 幂等键，重发同一请求不会重复办理 | Sending the same request again changes nothing */
  idempotencyKey?: string | null | undefined;
  /** 部门编号 | Department id */
  departmentId?: string | number | null | undefined;
  /** 部门编码 | Department code */
  departmentCode?: string | null | undefined;
  /** 岗位编号 | Position id */
  positionId?: string | number | null | undefined;
  /** 岗位编码 | Position code */
  positionCode?: string | null | undefined;
  /** 工作地点编号 | Location id */
  locationId?: string | number | null | undefined;
  /** 工作地点编码 | Location code */
  locationCode?: string | null | undefined;
  /** 直属上级编号 | Line manager id */
  managerId?: string | number | null | undefined;
  /** 直属上级工号 | Line manager's number */
  managerCode?: string | null | undefined;
  /** 工号 | Employee number */
  code: string;
  /** 姓名 | Name */
  name: string;
  /** 入职日期 | Hire date */
  hiredOn: string;
  /** 手机 | Phone */
  phone?: string | null | undefined;
  /** 邮箱 | E-mail */
  email?: string | null | undefined;
  /** 身份证号 | ID number */
  idNumber?: string | null | undefined;
  /** 基本月薪 | Monthly base salary */
  baseSalary?: string | null | undefined;
  /** 币种 | Currency */
  currency?: string | null | undefined;
  /** 用工类型 | Type of employment */
  employmentType?: EmploymentType | null | undefined;
  /** 试用期结束 | Probation ends */
  probationEndsOn?: string | null | undefined;
  /** 外包或派遣公司 | Vendor */
  vendor?: string | null | undefined;
  /** 全职当量 | Full-time equivalent */
  fte?: string | null | undefined;
  /** 公司自定义字段，必填的须在其中 | Added fields; the required ones must be among them */
  customFields?: Array<CustomValueInput> | null | undefined;
};

/** 最近若干期 | The last so many periods */
export type LastInput = {
  /** 期数 | How many */
  count: number;
  /** 只取已结束的期间 | Only periods that are over */
  complete?: boolean;
  /** 截至日，默认今天 | Through this day, today by default */
  through?: string | null | undefined;
};

/** 期间：三者择一 | Periods: one of three ways */
export type PeriodInput =
  {   /** 最近若干期 | The last so many */
  last: LastInput; between?: never; named?: never; }
  |  { last?: never;   /** 起止 | Between two days */
  between: BetweenInput; named?: never; }
  |  { last?: never; between?: never;   /** 按名称，如 2025-03、2025-Q1、FY2025 | By name, as in 2025-03, 2025-Q1, FY2025 */
  named: Array<string>; };

export type ListPeopleQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  search?: string | null | undefined;
}>;


export type ListPeopleQuery = { employees: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ code: string | null, name: string | null, status: EmployeeStatus | null, hiredOn: string | null, baseSalary: string | null, currency: string | null, department: { name: string | null } | null }> } };

export type HireMutationVariables = Exact<{
  input: HireEmployeeInput;
}>;


export type HireMutation = { hireEmployee: { id: string, code: string | null, status: EmployeeStatus | null, version: number | null } };

export type CompareAttritionQueryVariables = Exact<{
  keys?: Array<string> | string | null | undefined;
  period: PeriodInput;
}>;


export type CompareAttritionQuery = { compareDefinitions: { sentence: string, variants: Array<{ definition: { key: string, formula: string }, cell: { display: string, numerator: string | null, denominator: string | null } | null }> } | null };


export const ListPeopleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ListPeople"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"employees"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"code"},"value":{"kind":"EnumValue","value":"ASC"}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"hiredOn"}},{"kind":"Field","name":{"kind":"Name","value":"baseSalary"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"department"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ListPeopleQuery, ListPeopleQueryVariables>;
export const HireDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Hire"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"HireEmployeeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hireEmployee"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]} as unknown as DocumentNode<HireMutation, HireMutationVariables>;
export const CompareAttritionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CompareAttrition"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"keys"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"period"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PeriodInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"compareDefinitions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"keys"},"value":{"kind":"Variable","name":{"kind":"Name","value":"keys"}}},{"kind":"Argument","name":{"kind":"Name","value":"period"},"value":{"kind":"Variable","name":{"kind":"Name","value":"period"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sentence"}},{"kind":"Field","name":{"kind":"Name","value":"variants"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"definition"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"formula"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cell"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"display"}},{"kind":"Field","name":{"kind":"Name","value":"numerator"}},{"kind":"Field","name":{"kind":"Name","value":"denominator"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CompareAttritionQuery, CompareAttritionQueryVariables>;
